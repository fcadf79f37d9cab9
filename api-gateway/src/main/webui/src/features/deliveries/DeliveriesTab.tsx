export { DeliveriesTable as DeliveriesTab } from './DeliveriesTable';
