import { MARKS } from './surveyOrder';

/*
 * Subtitles are n8n expressions. `$parameter` gives of a locator its bare value, evaluated; as JSON it gives what is stored: the
 * name that the list showed too, and expressions as they were written, which cannot be evaluated on the canvas.
 */

/** Why a survey stood first in its list when it was chosen is no part of its name. */
const withoutMark = `.replace(/(${Object.values(MARKS).join('|')})$/, "")`;

/** Code of the name of what a locator holds, or of its ID; empty where it holds nothing, or an expression. */
const nameOf = (locator: string): string =>
	`((l) => { const v = String(l?.value ?? l ?? ""); return v[0] === "=" || v[0] === "[" ? "" : l?.cachedResultName ? String(l.cachedResultName)${withoutMark}.replace(" (" + v + ")", "") : v; })(${locator})`;

/** The same of a parameter. */
export const locatorSubtitle = (parameter: string): string =>
	nameOf(`$parameter.toJSON().${parameter}`);

/** The same of the first locator in a list, and how many more there are. `collection`: code of the fixed collection. */
export const listSubtitle = (collection: string, locator: string): string =>
	`((rows) => [${nameOf(`rows[0]?.${locator}`)}, rows.length > 1 ? "+" + (rows.length - 1) : ""].filter(Boolean).join(" "))(${collection}?.values ?? [])`;

/** What is done, and with what, as far as it is known. Both are code. */
export const subtitle = (what: string, withWhat: string): string =>
	`={{ [${what}, ${withWhat}].filter(Boolean).join(": ") }}`;
