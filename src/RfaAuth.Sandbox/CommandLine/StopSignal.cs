using System.Runtime.InteropServices;

namespace RfaAuth.Sandbox.CommandLine;

/// <summary>Waits for the end of the sandbox: Ctrl+C, a request to terminate or the end of standard input.</summary>
internal static class StopSignal
{
    public static async Task WaitAsync(CommandLineOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        List<Task> ends = [stop.Task];
        if (options.StopsWithStandardInput)
            ends.Add(Task.Run(ReadToEnd));

        await await Task.WhenAny(ends);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    // A read from a console or a pipe cannot be cancelled. Its thread ends with the process.
    private static void ReadToEnd()
    {
        while (Console.In.Read() >= 0)
        {
        }
    }
}
