export * from './automaticMapping';
export * from './consentGuard';
export * from './fieldNaming';
export * from './mappingRows';
export * from './onlyIfNewer';
export * from './subscriptionStatus';
export { cutText } from './textLength';
