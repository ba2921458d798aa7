import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import type { EventEnvelope } from '@meja/domain';
import { hearsOthers } from '../cache';
import { now } from '../clock';
import { config } from '../config';
import type { Actor } from '../context';
import { isDatabaseAway } from '../db';
import { audienceRooms, roomsOf, startFeed } from '../events';
import { Problem, isOwnOrigin } from '../http';
import { log } from '../logging';
import { socketCount } from '../metrics';
import { expiryOf } from './expiry';
import { createFanOut } from './fan-out';
import { createRoomNames, joinRooms } from './rooms';
import type { RoomNames } from './rooms';
import { createSeats } from './seats';
import type { Seats } from './seats';
import { shedRequest } from './shed';

type Session = Pick<Actor, 'userId' | 'accountId' | 'sessionId' | 'tenantId'>;

interface SocketData extends Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Who may listen and for how long, told by those who know (`modules/auth`). */
export interface Gate<C extends { disconnect: boolean }> {
  authenticate: (token: string) => Promise<Actor>;
  /** Hears of access that changed or ended, in any process; returns what takes the listener away. */
  onAccessChange: (hear: (change: C) => void) => () => void;
  /** Whether a change concerns a session. */
  concerns: (change: C, session: Session) => boolean;
  /** Hears that what people are told of themselves has changed for many; returns what takes the listener away. */
  onNews: (hear: () => void) => () => void;
  /** Whether a handshake came encrypted. */
  isSecure: (request: IncomingMessage) => boolean;
}

type Told = Record<string, (event?: EventEnvelope) => void>;
type MejaSocket = Socket<never, Told, never, SocketData>;
type MejaServer = Server<never, Told, never, SocketData>;

const CHECK_MS = 5_000;
/** With Redis away a revocation elsewhere is not heard: each socket is asked about every sixth check, twenty at a time. */
const UNHEARD_ROUNDS = 6;
const AT_ONCE = 20;

export interface Sockets {
  close(): Promise<void>;
}

/** What the client is told in `connect_error`: the code of the problem in `data.code`. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

function codeOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  if (isDatabaseAway(error)) return 'unavailable';
  log.error('socket could not be admitted', { error });
  return 'internal_error';
}

async function admit(
  socket: MejaSocket,
  authenticate: Gate<never>['authenticate'],
  seats: Seats<MejaSocket>,
  names: RoomNames,
): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (typeof token !== 'string' || !token) throw new Problem('unauthenticated');
  const actor = await authenticate(token);
  if (actor.mustChangePassword) throw new Problem('must_change_password');
  if (actor.mustSetUpTwoFactor) throw new Problem('two_factor_setup_required');
  if (!actor.tenantId || !actor.permissions.has('event:read')) throw new Problem('forbidden');
  const { userId, accountId, sessionId, tenantId } = actor;
  if (!seats.hasRoom({ tenantId, userId })) throw new Problem('too_many_connections');
  socket.data = { userId, accountId, sessionId, tenantId, token, expiresAt: expiryOf(token) };
  await joinRooms(socket, names.shared(roomsOf(actor)));
}

/** Ends the connection beneath, so that the client comes back by itself, with a new token. */
const dismiss = (socket: MejaSocket) => socket.conn.close();

/** Ends a socket whose place another takes: told why, its client comes back when somebody looks at it, not at once. */
function displace(socket: MejaSocket): void {
  socket.emit('displaced');
  socket.disconnect(true);
}

/**
 * Sockets on the API's HTTP server: rooms follow from the token alone, the server speaks, clients listen (they change
 * things through the API). A socket ends with its session at once and with its token at the latest.
 */
export async function attachSockets<C extends { disconnect: boolean }>(
  httpServer: HttpServer,
  { authenticate, onAccessChange, concerns, onNews, isSecure }: Gate<C>,
): Promise<Sockets> {
  let isClosing = false;
  const io: MejaServer = new Server(httpServer, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    allowRequest: (req, answer) => {
      const { origin } = req.headers;
      const isOwn =
        origin === undefined || isOwnOrigin(origin, { headers: req.headers, secure: isSecure(req) });
      const isAllowed = !isClosing && isOwn;
      answer(isAllowed ? null : 'origin_refused', isAllowed);
    },
    connectTimeout: 10_000,
    pingInterval: 20_000,
    pingTimeout: 10_000,
    // Nothing but the token comes from a client.
    maxHttpBufferSize: 8_192,
  });
  const { socketsPerUser, socketsPerTenant } = config();
  const seats = createSeats<MejaSocket>({ perUser: socketsPerUser, perTenant: socketsPerTenant });
  const { adapter, sockets: admitted } = io.of('/');
  const fanOut = createFanOut(adapter, admitted);
  const names = createRoomNames(adapter);

  io.use((socket, next) => {
    admit(socket, authenticate, seats, names).then(
      () => next(),
      (error: unknown) => next(refusal(codeOf(error))),
    );
  });
  io.on('connection', (socket) => {
    socketCount.inc();
    shedRequest(socket);
    const owner = { tenantId: socket.data.tenantId!, userId: socket.data.userId };
    socket.on('disconnect', () => {
      socketCount.dec();
      seats.leave(owner, socket);
    });
    for (const displaced of seats.take(owner, socket)) displace(displaced);
    socket.onAny(() => socket.disconnect(true));
  });

  const feed = startFeed(({ tenantId, event }) => {
    fanOut.tell(audienceRooms(tenantId, event), event);
  });
  const local = () => [...io.sockets.sockets.values()];

  async function checkAgain(socket: MejaSocket): Promise<void> {
    try {
      await authenticate(socket.data.token);
    } catch (error) {
      if (!isDatabaseAway(error)) dismiss(socket);
    }
  }
  async function checkAll(sockets: MejaSocket[]): Promise<void> {
    for (let start = 0; start < sockets.length; start += AT_ONCE) {
      await Promise.all(sockets.slice(start, start + AT_ONCE).map(checkAgain));
    }
  }
  const offChanges = onAccessChange((change) => {
    for (const socket of local()) {
      // Who may still listen comes back at once, into the rooms that are theirs now.
      if (change.disconnect && concerns(change, socket.data)) dismiss(socket);
    }
  });
  // No event of a business, so nothing is caught up with: who was away asks anew anyway.
  const offNews = onNews(() => io.local.emit('me.changed'));
  let round = 0;
  let couldHear = true;
  const timer = setInterval(() => {
    round += 1;
    const present = now().getTime();
    const sockets = local();
    for (const socket of sockets) if (socket.data.expiresAt <= present) dismiss(socket);
    const canHear = hearsOthers();
    if (canHear && !couldHear) void checkAll(sockets);
    else if (!canHear)
      void checkAll(sockets.filter((_, index) => index % UNHEARD_ROUNDS === round % UNHEARD_ROUNDS));
    couldHear = canHear;
  }, CHECK_MS);
  timer.unref();
  await feed.ready;

  return {
    async close() {
      isClosing = true;
      clearInterval(timer);
      offChanges();
      offNews();
      feed.close();
      // Clients reconnect by themselves, to a process that lives.
      for (const socket of local()) dismiss(socket);
      // Not `io.close()`: it would close the HTTP server too, whose requests may still be at work.
      io.engine.close();
      await adapter.close();
    },
  };
}
