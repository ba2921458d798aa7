import { type Carrier, inTime, parseBody } from './carrier';

/** The browser's own `fetch`: nothing has to be loaded before the first call. */
export const fetchCarrier: Carrier = (request) =>
  inTime(request, async (signal) => {
    const { method, address, headers, body, reads } = request;
    const answer = await fetch(address, { method, headers, body, signal });
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name),
      body: reads === 'blob' && answer.ok ? await answer.blob() : parseBody(await answer.text()),
    };
  });
