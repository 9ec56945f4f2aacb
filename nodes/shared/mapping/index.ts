export * from './automaticMapping';
export * from './consentGuard';
export { isEmptySource } from './emptySource';
export * from './fieldNaming';
export * from './mappingRows';
export * from './onlyIfNewer';
export * from './subscriptionStatus';
export { cutText } from './textLength';
