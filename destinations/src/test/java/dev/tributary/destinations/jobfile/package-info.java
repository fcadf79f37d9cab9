/** Tests of files of jobs. */
@NullMarked
package dev.tributary.destinations.jobfile;

import org.jspecify.annotations.NullMarked;
