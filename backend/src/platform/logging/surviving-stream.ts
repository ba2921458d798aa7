import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';

let lost = 0;

/** Lines that could not be written: the disk was full, or whoever read along has gone. */
export const linesLost = (): number => lost;

/** A file or device is written at once, which is tried anew with the next line; a stream that failed once stays closed. */
function isWrittenAtOnce(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFile() || (stat.isCharacterDevice() && !isatty(fd));
  } catch {
    return false;
  }
}

/**
 * Standard output or error as a stream that survives what those may do: a full disk (ENOSPC) or a reader that has left
 * (EPIPE) costs lines, which are counted, never the process.
 */
export function survivingStream(stream: NodeJS.WriteStream & { fd: number }): Writable {
  const writesAtOnce = isWrittenAtOnce(stream.fd);
  // Others write here, too: a library's warning must not end the process either.
  stream.on('error', () => (lost += 1));
  return new Writable({
    write(line: Buffer, _encoding, next) {
      try {
        if (writesAtOnce) writeSync(stream.fd, line);
        else if (stream.writable) stream.write(line);
        else lost += 1;
      } catch {
        lost += 1;
      }
      next();
    },
  });
}
