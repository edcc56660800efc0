namespace Interop.Engines;

/// <summary>The packages of package-lock.json, installed where they are missing or older than it.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    private static string LockFile => Path.Combine(NodeProcess.WorkingDirectory, "package-lock.json");

    // npm writes it last, so that an interrupted installation is not taken for a whole one.
    private static string InstalledMarker => Path.Combine(NodeProcess.WorkingDirectory, "node_modules", ".package-lock.json");

    private static bool AreInstalled =>
        File.Exists(InstalledMarker) && File.GetLastWriteTimeUtc(InstalledMarker) >= File.GetLastWriteTimeUtc(LockFile);

    /// <summary>Installs once, however many test processes ask at the same time.</summary>
    public static Task EnsureInstalledAsync() => Task.Run(EnsureInstalled);

    // A mutex belongs to a thread, so everything between taking and releasing it stays on this one.
    private static void EnsureInstalled()
    {
        using var mutex = new Mutex(initiallyOwned: false, "RfaAuth.Interop.NodePackages");
        if (!Take(mutex))
            throw new TimeoutException("Another process has been installing the packages for too long.");
        try
        {
            if (!AreInstalled)
                Install();
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    private static bool Take(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(s_longestWait);
        }
        catch (AbandonedMutexException)
        {
            // Whoever held it is gone; the mutex is ours, and what was installed is looked at afresh.
            return true;
        }
    }

    private static void Install()
    {
        var result = NodeProcess.RunAsync(NodeProcess.Npm("ci")).GetAwaiter().GetResult();
        if (result is not { ExitCode: 0 })
            throw new InvalidOperationException($"`npm ci` failed in {NodeProcess.WorkingDirectory}:\n{result?.Output}\n{result?.Errors}");
    }
}
