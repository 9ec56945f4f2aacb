import { describeSweep } from './describeSweep';
import { secutix } from './secutixStage';

describeSweep('SecuTix', secutix, [4, 6]);
