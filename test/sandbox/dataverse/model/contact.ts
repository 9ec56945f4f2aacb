import {
	bigWhole,
	choice,
	choices,
	customer,
	date,
	decimal,
	double,
	image,
	lookup,
	memo,
	money,
	readOnly,
	text,
	whole,
	yesNo,
} from './columns';
import { segments } from './globalChoices';
import { key, makeTable } from './table';

const email = { format: 'Email' };
const phone = { format: 'Phone' };

/** One column of every type there is, and keys in every state an index can be in. */
export const contactTable = () =>
	makeTable({
		name: 'Contact',
		label: 'Contact',
		primaryName: 'fullname',
		columns: [
			text('FullName', 'Full Name', 160, readOnly),
			text('FirstName', 'First Name', 50),
			text('LastName', 'Last Name', 50, { required: 'ApplicationRequired' }),
			text('EMailAddress1', 'Email', 100, email),
			text('EMailAddress2', 'Email Address 2', 100, email),
			text('MobilePhone', 'Mobile Phone', 50, phone),
			text('Telephone1', 'Business Phone', 50, phone),
			text('JobTitle', 'Job Title', 100),
			text('Address1_City', 'Address 1: City', 80),
			text('Address1_PostalCode', 'Address 1: ZIP/Postal Code', 20),
			text('Address1_Country', 'Address 1: Country/Region', 80),
			text('WebSiteUrl', 'Website', 200, { format: 'Url' }),
			memo('Description', 'Description', 2000),
			date('BirthDate', 'Birthday', 'DateOnly'),
			date('new_LastVisit', 'Last Visit', 'UserLocal'),
			date('new_VisitSlot', 'Visit Slot', 'TimeZoneIndependent'),
			choice('GenderCode', 'Gender', [
				{ value: 1, label: 'Male' },
				{ value: 2, label: 'Female' },
			]),
			choice(
				'PreferredContactMethodCode',
				'Preferred Method of Contact',
				[
					{ value: 1, label: 'Any' },
					{ value: 2, label: 'Email' },
					{ value: 3, label: 'Phone' },
					{ value: 4, label: 'Fax' },
					{ value: 5, label: 'Mail' },
				],
				{ defaultValue: 1 },
			),
			choice('new_Segment', 'Segment', segments, { globalSet: 'new_segment' }),
			choices('new_Interests', 'Interests', [
				{ value: 100000000, label: 'Garden' },
				{ value: 100000001, label: 'Kitchen & home' },
				{ value: 100000002, label: 'Sport, outdoor' },
				{ value: 100000003, label: 'Music' },
			]),
			yesNo('DoNotEMail', 'Do not allow Emails', ['Allow', 'Do Not Allow']),
			yesNo('DoNotPhone', 'Do not allow Phone Calls', ['Allow', 'Do Not Allow']),
			yesNo('new_Newsletter', 'Newsletter', ['No', 'Yes']),
			money('CreditLimit', 'Credit Limit', 0, 100_000_000_000),
			money('AnnualIncome', 'Annual Income', 0, 100_000_000_000),
			whole('NumberOfChildren', 'No. of Children', 0, 1_000_000_000),
			whole('new_NpsScore', 'NPS Score', 0, 10),
			decimal('new_Satisfaction', 'Satisfaction', 0, 5, 2),
			double('new_Distance', 'Distance to Store', 0, 1000, 3),
			bigWhole('new_LoyaltyNumber', 'Loyalty Number'),
			text('new_ExternalRef', 'External Reference', 50),
			text('new_CustomerNumber', 'Customer Number', 20),
			text('new_Unlabelled', null, 100),
			customer('parentcustomerid', 'Company Name'),
			lookup('new_Store', 'Preferred Store', ['new_store']),
			lookup('transactioncurrencyid', 'Currency', ['transactioncurrency']),
			image('EntityImage', 'Entity Image'),
			text('new_InternalNote', 'Internal Note', 100, { odata: false }),
		],
		keys: [
			key('new_EmailKey', 'Email', ['emailaddress1'], 'Active'),
			key('new_ExternalRefKey', 'External Reference', ['new_externalref'], 'Active'),
			key(
				'new_StoreCustomerKey',
				'Store and Number',
				['new_store', 'new_customernumber'],
				'Active',
			),
			key('new_MobileKey', 'Mobile Phone', ['mobilephone'], 'Pending'),
			key('new_LoyaltyKey', 'Loyalty Number', ['new_loyaltynumber'], 'Failed'),
		],
		computed: [
			{
				column: 'fullname',
				from: ({ firstname, lastname }) => [firstname, lastname].filter(Boolean).join(' ') || null,
			},
			{ column: 'creditlimit_base', from: ({ creditlimit }) => creditlimit ?? null },
			{ column: 'annualincome_base', from: ({ annualincome }) => annualincome ?? null },
		],
	});
