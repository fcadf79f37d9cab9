/**
 * HubSpot's CRM objects, properties, lists and limits, as its public documentation and OpenAPI
 * documents describe them. State lives in memory, in one {@link
 * dev.tributary.sandbox.hubspot.Account} whose lock guards everything here. Imports the JDK and
 * Jackson; where the vendor documents no wording, the README of this service says so.
 */
@NullMarked
package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;
