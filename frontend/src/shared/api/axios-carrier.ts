import axios from 'axios';
import { type Carrier, inTime, parseBody } from './carrier';

/** Axios, for files: unlike `fetch` it tells how much of an upload is sent. */
export const axiosCarrier: Carrier = (request) =>
  inTime(request, async (signal) => {
    const { method, address, headers, body, reads, onSent } = request;
    const answer = await axios.request<Blob>({
      method,
      url: address,
      headers,
      data: body,
      signal,
      // Bytes in any case: what is refused is told as JSON, also where a file was asked for.
      responseType: 'blob',
      validateStatus: () => true,
      onUploadProgress: ({ progress }) => progress !== undefined && onSent?.(progress),
    });
    const isFile = reads === 'blob' && answer.status >= 200 && answer.status < 300;
    const found = answer.headers as Record<string, string | undefined>;
    return {
      status: answer.status,
      header: (name) => found[name.toLowerCase()] ?? null,
      body: isFile ? answer.data : parseBody(await answer.data.text()),
    };
  });
