import type { IDataObject } from 'n8n-workflow';
import { ConnectorError } from '../../shared/http/ConnectorError';
import type { MappedField } from '../../shared/mapping';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** The fields as one object; `customer.id` stands within `customer`. A cleared field is null. */
export function payloadOf(fields: MappedField[]): IDataObject {
	const payload: IDataObject = {};
	for (const { target, value, action } of fields) {
		if (action === 'leave') continue;
		const steps = target
			.split('.')
			.map((step) => step.trim())
			.filter((step) => step !== '');
		if (steps.length === 0 || steps.some((step) => FORBIDDEN.has(step))) {
			throw new ConnectorError('input', `"${target}" cannot be the name of a field`, {
				hint: "Name each field of 'Payload' as the JSON event in Qualtrics does.",
			});
		}
		put(payload, steps, (action === 'clear' ? null : value) as IDataObject[string]);
	}
	return payload;
}

function put(payload: IDataObject, steps: string[], value: IDataObject[string]): void {
	let here = payload;
	for (const step of steps.slice(0, -1)) {
		const inner = here[step];
		const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
		if (!isObject) here[step] = {};
		here = here[step] as IDataObject;
	}
	here[steps[steps.length - 1]] = value;
}
