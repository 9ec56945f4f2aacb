export * from './appending';
export * from './automaticMapping';
export * from './decideConsent';
export * from './fieldNaming';
export * from './mappingRows';
export * from './onlyIfNewer';
export * from './subscriptionStatus';
export { cutText } from './textLength';
export * from './writePolicy';
