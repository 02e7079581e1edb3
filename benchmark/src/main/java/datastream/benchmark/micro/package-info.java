/**
 * Parts of the pipeline alone, without network and database: what a reading costs there in time and
 * in memory that is allocated for it. Run by JMH in a JVM of their own.
 */
@NullMarked
package datastream.benchmark.micro;

import org.jspecify.annotations.NullMarked;
