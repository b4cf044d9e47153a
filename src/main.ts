// The one place that knows the outside world: arguments, streams and the exit status.
process.stdout.write('Sightline\n')
