import type { Runtime } from '../../http/types';
import { createApi, type EnvironmentOptions } from './api';
import { createColumns, type Columns } from './columns';
import { createKeys, type Keys } from './keys';
import { createBatches } from './sendBatch';
import { createTables, type Tables } from './tables';
import { createDataverseRecordTarget, type DataverseTarget } from './recordTarget';
import type { TargetOptions } from './targetSetup';
import { createViews, type Views } from './views';

/** One environment. What it knows of tables holds for as long as it is kept, so a run makes one and shares it. */
export interface Dataverse {
	/** `https://contoso.crm4.dynamics.com`. */
	readonly environment: string;
	tables: Tables;
	columns: Columns;
	keys: Keys;
	views: Views;
	/** The records of one table, to be written to. */
	target(options: TargetOptions): Promise<DataverseTarget>;
}

export const createDataverse = (runtime: Runtime, options: EnvironmentOptions): Dataverse => {
	const api = createApi(runtime, options);
	const batches = createBatches(api);
	const tables = createTables(api);
	const columns = createColumns(api, batches);
	const keys = createKeys(api);
	return {
		environment: api.environment,
		tables,
		columns,
		keys,
		views: createViews(api, batches, columns),
		target: async (settings) =>
			await createDataverseRecordTarget({ api, batches, tables, columns, keys }, settings),
	};
};
