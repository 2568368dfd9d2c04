export {
  type CrlAlarm,
  type CrlAlarmCode,
  RevocationLists,
  type RevocationListsOptions,
} from './revocation-lists.js';
