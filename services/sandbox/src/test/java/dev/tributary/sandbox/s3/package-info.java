/** Tests of the stand-in for S3. */
@NullMarked
package dev.tributary.sandbox.s3;

import org.jspecify.annotations.NullMarked;
