import { describeItems } from './describeItems';
import { hubspot } from './hubspotItems';

// Contacts created, updated, and one opted out.
describeItems('HubSpot, by a unique property', hubspot('unique'), [11, 12, 13]);
// A search before creating, contacts created, and searched for again.
describeItems('HubSpot, by any property', hubspot('search'), [12, 13, 15]);
