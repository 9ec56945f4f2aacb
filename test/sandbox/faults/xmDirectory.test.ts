import { describeSweep } from './describeSweep';
import { xmDirectory } from './xmDirectoryStage';

// A search, a contact read before it is written, a contact written.
describeSweep('XM Directory', xmDirectory, [17, 26, 31]);
