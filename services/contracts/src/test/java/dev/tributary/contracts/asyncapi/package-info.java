/**
 * Makes the document of the topics from the contracts' records, and holds the committed one to it.
 *
 * <p>It depends on the contracts and on their golden files only.
 */
@NullMarked
package dev.tributary.contracts.asyncapi;

import org.jspecify.annotations.NullMarked;
