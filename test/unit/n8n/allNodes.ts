import type { INodeType } from 'n8n-workflow';
import { BulkCsvUpdate } from '../../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { Condition } from '../../../nodes/Condition/Condition.node';
import { CrmUpsert } from '../../../nodes/CrmUpsert/CrmUpsert.node';
import { Survey } from '../../../nodes/Survey/Survey.node';
import { SurveyTrigger } from '../../../nodes/SurveyTrigger/SurveyTrigger.node';
import { UpdateDirectoryContact } from '../../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';

export const NODES: Array<new () => INodeType> = [
	BulkCsvUpdate,
	Condition,
	CrmUpsert,
	Survey,
	SurveyTrigger,
	UpdateDirectoryContact,
];
