import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { BulkCsvUpdate } from '../../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { Condition } from '../../../nodes/Condition/Condition.node';
import { CrmUpsert } from '../../../nodes/CrmUpsert/CrmUpsert.node';
import { Survey } from '../../../nodes/Survey/Survey.node';
import { SurveyTrigger } from '../../../nodes/SurveyTrigger/SurveyTrigger.node';
import { UpdateDirectoryContact } from '../../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';

/** Names of the tools that responses come from. */
const TOOLS = [
	'alchemer',
	'formbricks',
	'netquest',
	'qualtrics',
	'skeepers',
	'startquestion',
	'surveyjs',
	'surveymonkey',
	'tally',
	'typeform',
	'webankieta',
];
const CONSENT = ['opt in', 'opt out', 'consent'];

const WORDS: Array<[new () => INodeType, string[]]> = [
	[SurveyTrigger, [...TOOLS, 'survey', 'response', 'nps', 'webhook', 'form', 'trigger']],
	[Survey, [...TOOLS, 'response', 'nps', 'csat', 'kpi', 'report', 'form', 'piped text']],
	[Condition, [...TOOLS, 'if', 'filter', 'detractor', 'piped text', 'opt out']],
	[
		UpdateDirectoryContact,
		['qualtrics', 'xm directory', 'contact', 'mailing list', 'piped text', ...CONSENT],
	],
	[
		CrmUpsert,
		['dynamics 365', 'dataverse', 'microsoft', 'hubspot', 'salesmanago', 'ghost', 'crm', 'contact']
			.concat(CONSENT)
			.concat('upsert', 'piped text', 'unsubscribe'),
	],
	[
		BulkCsvUpdate,
		['csv', 'excel', 'xlsx', 'spreadsheet', 'import', 'roll back', 'undo', 'dynamics 365']
			.concat('dataverse', 'microsoft', 'hubspot', 'salesmanago', 'secutix', 'qualtrics')
			.concat('xm directory', CONSENT),
	],
];

describe('the node creator', () => {
	it.each(WORDS.map(([type, words]) => [type.name, type, words] as const))(
		'MB02 %s is found by every word that a person would type for it',
		(name, type, words) => {
			const file = path.join(__dirname, '../../../nodes', name, `${name}.node.json`);
			const { alias } = JSON.parse(readFileSync(file, 'utf8')) as { alias: string[] };
			const { displayName } = new type().description;
			const known = [displayName.toLowerCase(), ...alias];
			expect(words.filter((word) => !known.some((one) => one.includes(word)))).toEqual([]);
			expect(alias).toEqual([...new Set(alias.map((one) => one.toLowerCase()))]);
		},
	);

	it('MB02 an offered system is among the words of its node', () => {
		const offered = ({ description }: INodeType, parameter: string): string[] =>
			description.properties
				.filter(({ name }) => name === parameter)
				.flatMap(({ options = [] }) => options)
				.flatMap(({ name }) => name.split(/ \/ | \(/)[0].toLowerCase());
		const words = (name: string): string[] =>
			(
				JSON.parse(
					readFileSync(path.join(__dirname, '../../../nodes', name, `${name}.node.json`), 'utf8'),
				) as { alias: string[] }
			).alias;
		const missing = (name: string, systems: string[]): string[] =>
			systems.filter((system) => !words(name).some((word) => system.includes(word)));
		expect(missing('CrmUpsert', offered(new CrmUpsert(), 'provider'))).toEqual([]);
		expect(missing('SurveyTrigger', offered(new SurveyTrigger(), 'source'))).toEqual([]);
		expect(missing('Survey', offered(new Survey(), 'provider'))).toEqual([]);
	});
});
