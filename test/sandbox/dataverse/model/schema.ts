import { businessTables } from './business';
import { contactTable } from './contact';
import { pickerTables } from './pickerTables';
import { systemTables } from './system';
import type { Table } from './types';

/** All tables, made anew: each sandbox may change its own. */
export const makeTables = (): Table[] => [
	contactTable(),
	...businessTables(),
	...systemTables(),
	...pickerTables(),
];
