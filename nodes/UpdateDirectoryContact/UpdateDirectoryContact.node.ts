import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialTests, testedSlots } from '../shared/n8n/credentialTests/all';
import { qualtricsCredentials } from '../shared/n8n/qualtrics';
import { searchDirectories, searchMailingLists } from '../shared/n8n/directoryLocators';
import { questionCredentials, questionLists } from '../shared/n8n/pipedTextFrom';
import { searchPipedText } from '../shared/n8n/pipedTextField';
import type { RecordNode } from '../shared/n8n/records/settings';
import { writeItems } from '../shared/n8n/records/writeItems';
import { listSubtitle, locatorSubtitle, subtitle } from '../shared/n8n/subtitles';
import { parameters } from './parameters';
import { searchContactFields } from './pickers';
import { connectXmDirectory } from './xmDirectory';

const UPDATE_DIRECTORY_CONTACT: RecordNode = {
	status: {
		isSet: 'setSubscription',
		source: 'subscriptionSource',
		label: 'Status Source',
		shownAs: 'subscription',
	},
	fieldWords: 'field of the contact',
	marksFailed: false,
};

/** The directory's own, and those of the other tools whose questions the lists can show. */
const CREDENTIALS = testedSlots([
	...qualtricsCredentials(),
	...questionCredentials({ without: ['qualtrics'] }),
]);

export class UpdateDirectoryContact implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Update Directory Contact',
		name: 'updateDirectoryContact',
		icon: {
			light: 'file:updateDirectoryContact.svg',
			dark: 'file:updateDirectoryContact.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: subtitle(
			'{create: "Create", update: "Update", upsertByFields: "Create or update by chosen fields", upsertByRules: "Create or update"}[$parameter.operation]',
			`(${listSubtitle('$parameter.toJSON().mailingLists', 'mailingList')} || ${locatorSubtitle('directory')})`,
		),
		description: 'Creates or updates a contact in Qualtrics XM Directory',
		defaults: { name: 'Update Directory Contact' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		parameterPane: 'wide',
		usableAsTool: true,
		credentials: CREDENTIALS,
		properties: parameters,
	};

	methods = {
		listSearch: {
			...questionLists,
			searchPipedText,
			searchDirectories,
			searchMailingLists,
			searchContactFields,
		},
		credentialTest: credentialTests,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await writeItems(this, UPDATE_DIRECTORY_CONTACT, connectXmDirectory);
	}
}
