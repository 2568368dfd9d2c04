export { createSite, type Site, type SiteOptions } from './create-site.js';
