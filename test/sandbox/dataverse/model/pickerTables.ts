import { partyList, text } from './columns';
import { makeTable } from './table';
import type { Table } from './types';

/** Schema name, entity set, label, plural, primary name column. */
const ordinary: Array<[string, string, string, string, string]> = [
	['Lead', 'leads', 'Lead', 'Leads', 'fullname'],
	['Opportunity', 'opportunities', 'Opportunity', 'Opportunities', 'name'],
	['Incident', 'incidents', 'Case', 'Cases', 'title'],
	['Quote', 'quotes', 'Quote', 'Quotes', 'name'],
	['SalesOrder', 'salesorders', 'Order', 'Orders', 'name'],
	['Invoice', 'invoices', 'Invoice', 'Invoices', 'name'],
	['Product', 'products', 'Product', 'Products', 'name'],
	['PriceLevel', 'pricelevels', 'Price List', 'Price Lists', 'name'],
	['Campaign', 'campaigns', 'Campaign', 'Campaigns', 'name'],
	['List', 'lists', 'Marketing List', 'Marketing Lists', 'listname'],
	['Competitor', 'competitors', 'Competitor', 'Competitors', 'name'],
	['Contract', 'contracts', 'Contract', 'Contracts', 'title'],
	['Annotation', 'annotations', 'Note', 'Notes', 'subject'],
	['KnowledgeArticle', 'knowledgearticles', 'Knowledge Article', 'Knowledge Articles', 'title'],
	['Queue', 'queues', 'Queue', 'Queues', 'name'],
	['Site', 'sites', 'Site', 'Sites', 'name'],
	['Territory', 'territories', 'Territory', 'Territories', 'name'],
	['new_LoyaltyCard', 'new_loyaltycards', 'Loyalty Card', 'Loyalty Cards', 'new_name'],
	['new_Complaint', 'new_complaints', 'Complaint', 'Complaints', 'new_name'],
	['new_StoreVisit', 'new_storevisits', 'Store Visit', 'Store Visits', 'new_name'],
];

const activities: Array<[string, string]> = [
	['Task', 'Task'],
	['PhoneCall', 'Phone Call'],
	['Appointment', 'Appointment'],
];

/** Tables of a usual environment, so that a list of tables is as long and as odd as in life. */
export const pickerTables = (): Table[] => [
	...ordinary.map(([name, setName, label, pluralLabel, primaryName]) =>
		makeTable({
			name,
			setName,
			label,
			pluralLabel,
			primaryName,
			bulk: name !== 'Annotation',
			columns: [text(primaryName, label === 'Case' ? 'Case Title' : 'Name', 160)],
		}),
	),
	...activities.map(([name, label]) =>
		makeTable({
			name,
			label,
			isActivity: true,
			columns: [text('Subject', 'Subject', 200), partyList('requiredattendees', 'Attendees')],
		}),
	),
	// Without a label in the user's language, without a set, and the kinds that pickers leave out.
	makeTable({ name: 'new_Unlabelled', label: null, primaryName: 'new_name' }),
	makeTable({ name: 'OfflineCommand', setName: null, label: 'Offline Command' }),
	makeTable({
		name: 'ContactLeads',
		setName: 'contactleadscollection',
		label: 'Contact Lead',
		isIntersect: true,
		bare: true,
	}),
	makeTable({ name: 'CustomerAddressBase', label: 'Address', isLogical: true, bare: true }),
	makeTable({ name: 'PrincipalObjectAccess', label: 'Access', isPrivate: true, bare: true }),
	makeTable({
		name: 'new_ErpOrder',
		label: 'ERP Order',
		type: 'Virtual',
		primaryName: 'new_name',
		columns: [text('new_Name', 'Name', 100)],
		bulk: false,
		readOnly: true,
	}),
];
