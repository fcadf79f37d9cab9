/**
 * HubSpot's CRM objects, properties, lists and limits, as its public documentation and OpenAPI
 * documents describe them. The state is in memory, in one {@link
 * dev.tributary.sandbox.hubspot.Account} whose lock guards everything here. Imports the JDK and
 * Jackson. For wordings that the vendor does not document, see the README of this service.
 */
@NullMarked
package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;
