// One listener in a thread of its own: its admission changes only by the messages that it receives.
import { parentPort, workerData } from 'node:worker_threads';
import { AdmissionBox, buildSnapshot, createMutualTlsServer } from '@inter-ror/mutual-tls';

const source = new AdmissionBox(buildSnapshot(workerData.list));
const server = createMutualTlsServer({
  identity: workerData.identity,
  source,
  accepts: ['consumer'],
  handler: (_req, res) => res.write('served'),
});
parentPort.on('message', (list) => source.swap(buildSnapshot(list)));
parentPort.postMessage(await server.listen(0, '127.0.0.1'));
