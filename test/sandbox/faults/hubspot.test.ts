import { describeSweep } from './describeSweep';
import { hubspot } from './stages';

describeSweep('HubSpot', hubspot, [2, 3]);
