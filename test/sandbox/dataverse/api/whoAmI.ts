import type { Reply } from '../../http/types';
import { noSegment, odataReply } from '../errors';
import { checkOptions } from '../odata/query';
import { absolute } from '../records/shapes';
import type { Operation } from '../world';

/** A function: `GET` alone; any other method is a 404 (contracts/dataverse.md 2.3). */
export function whoAmI(operation: Operation): Reply {
	const { world, caller, method } = operation;
	if (method !== 'GET') throw noSegment('WhoAmI');
	checkOptions(operation, []);
	return odataReply(200, {
		'@odata.context': `${absolute(world, '/$metadata')}#Microsoft.Dynamics.CRM.WhoAmIResponse`,
		BusinessUnitId: world.state.businessUnitId,
		UserId: caller.onBehalfOf ?? caller.userId,
		OrganizationId: world.state.organizationId,
	});
}
