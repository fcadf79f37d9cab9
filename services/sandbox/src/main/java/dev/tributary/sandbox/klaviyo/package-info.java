/**
 * Klaviyo's profiles, lists, imports, subscriptions and events, from its OpenAPI document and its
 * public guides. Built on the kit. The README of this service says what is documented and what is
 * guessed. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.klaviyo;

import org.jspecify.annotations.NullMarked;
