import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { conceal, concealAll, rememberSecrets } from '../http/knownSecrets';
import { settle } from '../http/settle';
import { readJson } from '../json/readJson';
