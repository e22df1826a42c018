/** The service providers' guides by id. */
import type { ServiceProviderGuide } from '../guide.ts';
import type { ServiceProviderID } from '../names.ts';
import { heap } from './heap.ts';
import { heroku } from './heroku.ts';
import { other } from './other.ts';

export const serviceProviders: Readonly<Record<ServiceProviderID, ServiceProviderGuide>> = { heroku, heap, other };
