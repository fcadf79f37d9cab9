/**
 * The connector for Workday: accounting journals with their lines by SOAP.
 *
 * <p>Built from open clients and public descriptions of Workday Web Services, and not tried with a
 * tenant. XML is written and read with StAX. It depends on the connector SPI only.
 */
@NullMarked
package dev.tributary.destinations.connectors.workday;

import org.jspecify.annotations.NullMarked;
