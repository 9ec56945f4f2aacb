import { requirePrivilege } from '../access';
import { badSyntax, codes, refusal } from '../errors';
import type { Table } from '../model/types';
import { isGuid } from '../odata/literals';
import { header, type Operation } from '../world';
import type { Writer } from './write';

/** What the headers of a write ask for (contracts/dataverse.md 3). */
export interface WriteSettings {
	detectDuplicates: boolean;
	/** `CustomSync`, `CustomAsync`. */
	bypassed: string[];
	bypassedSteps: string[];
}

export const noSettings: WriteSettings = {
	detectDuplicates: false,
	bypassed: [],
	bypassedSteps: [],
};

export function writeSettings(operation: Operation): WriteSettings {
	const { world, caller } = operation;
	const suppress = flag(operation, 'mscrm.suppressduplicatedetection');
	const older = flag(operation, 'mscrm.bypasscustompluginexecution');
	const modes = list(operation, 'mscrm.bypassbusinesslogicexecution');
	const steps = list(operation, 'mscrm.bypassbusinesslogicexecutionstepids');
	if (modes.some((mode) => mode !== 'CustomSync' && mode !== 'CustomAsync')) {
		throw badSyntax(`Invalid value for MSCRM.BypassBusinessLogicExecution: '${modes.join()}'.`);
	}
	if (steps.length > 3 || steps.some((step) => !isGuid(step))) {
		throw badSyntax('MSCRM.BypassBusinessLogicExecutionStepIds takes up to 3 GUIDs.');
	}
	if (modes.length > 0 || steps.length > 0) {
		requirePrivilege(world, caller, 'prvBypassCustomBusinessLogic');
	}
	if (older) requirePrivilege(world, caller, 'prvBypassCustomPlugins');
	return {
		detectDuplicates: suppress === false,
		bypassed: older ? [...modes, 'CustomSync'] : modes,
		bypassedSteps: steps.map((step) => step.toLowerCase()),
	};
}

function flag(operation: Operation, name: string): boolean | undefined {
	const value = header(operation, name)?.toLowerCase();
	if (value === undefined) return undefined;
	if (value === 'true' || value === 'false') return value === 'true';
	throw badSyntax(`The header ${name} takes true or false.`);
}

const list = (operation: Operation, name: string): string[] =>
	(header(operation, name) ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);

/** Runs the plug-ins of a table; the first that refuses ends the write. */
export function runPlugins({ world, settings }: Writer, table: Table, message: string): void {
	for (const plugin of world.state.plugins) {
		if (plugin.table !== table.name || plugin.mode !== 'CustomSync') continue;
		if (settings.bypassed.includes(plugin.mode)) continue;
		if (settings.bypassedSteps.includes(plugin.stepId)) continue;
		throw refusal(400, codes.plugin, `${plugin.message} (${message})`);
	}
}
