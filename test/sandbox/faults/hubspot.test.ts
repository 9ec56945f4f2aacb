import { describeSweep } from './describeSweep';
import { hubspot } from './hubspotStage';

describeSweep('HubSpot', hubspot, [2, 3]);
