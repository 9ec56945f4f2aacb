import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { TrialLocale } from '../locales';
import { columnLetters } from '../../../nodes/shared/bulk/csv/problems';
import { bounded, programNamed } from './bounded';
import type { Edit, Job, Program } from './Program';

const SOURCES = '/usr/share/i18n/locales';
const RUN_MS = 60_000;

/** Gnumeric's converter, which does what its windows do; its languages come from the system's. */
export const findGnumeric = (): string | undefined =>
	programNamed('localedef') && existsSync(SOURCES) ? programNamed('ssconvert') : undefined;

export class Gnumeric implements Program {
	readonly name = 'Gnumeric';

	private constructor(
		readonly locale: TrialLocale,
		private readonly folder: string,
	) {}

	static async start(locale: TrialLocale, parent: string): Promise<Gnumeric> {
		const folder = path.join(parent, `gnumeric-${locale.tag}`);
		mkdirSync(folder, { recursive: true });
		const name = locale.tag.replace('-', '_');
		const made = path.join(folder, `${name}.UTF-8`);
		await bounded(['localedef', '-i', name, '-f', 'UTF-8', made], {}, RUN_MS);
		return new Gnumeric(locale, folder);
	}

	async run(jobs: readonly Job[]): Promise<void> {
		const language = `${this.locale.tag.replace('-', '_')}.UTF-8`;
		const env = { HOME: this.folder, LOCPATH: this.folder, LC_ALL: language };
		for (const { input, opens, edits, output, saves } of jobs) {
			const command = [
				findGnumeric() ?? 'ssconvert',
				...edits.flatMap((edit) => ['--set', typed(edit)]),
				...(opens ? ['-I', 'Gnumeric_stf:stf_csvtab', '-E', opens.encoding] : []),
				...(saves
					? [
							'-T',
							'Gnumeric_stf:stf_assistant',
							'-O',
							`separator=${saves.delimiters[0]} format=preserve`,
						]
					: ['-T', 'Gnumeric_Excel:xlsx2']),
				input,
				output,
			];
			await bounded(command, env, RUN_MS);
			if (!existsSync(output)) throw new Error(`Gnumeric wrote no ${path.basename(output)}`);
		}
	}
}

const typed = ({ row, column, text }: Edit): string =>
	`${columnLetters(column + 1)}${row + 1}=${text}`;
