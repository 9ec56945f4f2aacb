import { describeSweep } from './describeSweep';
import { secutix } from './stages';

describeSweep('SecuTix', secutix, [4, 6]);
