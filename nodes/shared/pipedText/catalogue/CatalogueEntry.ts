export type CatalogueGroup = 'Question' | 'Embedded Data' | 'Contact' | 'Response' | 'Date';

export interface CatalogueEntry {
	group: CatalogueGroup;
	/** `How likely are you… · Selected choice (Q3)`; of other groups `Embedded Data · plan`. */
	name: string;
	/** `${q://QID3/ChoiceGroup/SelectedChoices}`. */
	token: string;
	/** Folded words to search in. */
	keywords: string;
}
