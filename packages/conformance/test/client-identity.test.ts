import { afterEach, expect, it, vi } from 'vitest';
import { ClientSoap } from '../src/client/index.js';

afterEach(() => vi.useRealTimers());

it('a request that cannot even be made leaves no timer that would end the process later', async () => {
  vi.useFakeTimers();
  const client = new ClientSoap({ url: 'https://127.0.0.1:1/x', cert: 'ni', key: 'ni' });
  await expect(client.lire('https://127.0.0.1:1/x')).rejects.toThrow();
  expect(vi.getTimerCount()).toBe(0);
  client.close();
});
