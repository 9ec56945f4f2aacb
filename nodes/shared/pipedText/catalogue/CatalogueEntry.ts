export type CatalogueGroup = 'Question' | 'Embedded Data' | 'Contact' | 'Response' | 'Date';

export interface CatalogueEntry {
	group: CatalogueGroup;
	/** `Question · Q3 How likely are you… · Selected choice`. */
	name: string;
	/** `${q://QID3/ChoiceGroup/SelectedChoices}`. */
	token: string;
	/** Folded words to search in. */
	keywords: string;
}
