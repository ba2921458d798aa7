export { announcementsOf, onAnnouncements, rememberedAnnouncements } from './announcement-memory';
export { asReader } from './reader';
export { announcementRoutes } from './announcements.routes';
