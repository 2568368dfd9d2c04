export { AskerSigner, type StatedAsker } from './sign.js';
export { ANSWERED_PROFILE_HEADER, ASKER_HEADER, type Asker, type Statement } from './statement.js';
export { AssertionReader, isRefused, type Received, type RefusedAssertion } from './verify.js';
