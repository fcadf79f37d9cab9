/**
 * Buckets of storage with the API of Amazon S3, from its public documentation. Built on the kit.
 * The README of this service says what is documented and what is guessed. Imports the JDK.
 */
@NullMarked
package dev.tributary.sandbox.s3;

import org.jspecify.annotations.NullMarked;
