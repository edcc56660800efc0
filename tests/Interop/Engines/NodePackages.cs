namespace Interop.Engines;

/// <summary>The packages of package-lock.json, installed where they are missing or older than it.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    /// <summary>Installs once, however many test processes ask at the same time.</summary>
    public static Task EnsureInstalledAsync() => Task.Run(() => EnsureInstalled(NodeProcess.WorkingDirectory));

    /// <summary>The same for the packages of public schemas, which stand apart: what they want beside themselves is not needed.</summary>
    public static Task EnsureSchemasInstalledAsync() => Task.Run(() => EnsureInstalled(Path.Combine(NodeProcess.WorkingDirectory, "public-schemas")));

    // A mutex belongs to a thread, so everything between taking and releasing it stays on this one.
    private static void EnsureInstalled(string folder)
    {
        using var mutex = new Mutex(initiallyOwned: false, "RfaAuth.Interop.NodePackages");
        if (!Take(mutex))
            throw new TimeoutException("Another process has been installing the packages for too long.");
        try
        {
            if (!AreInstalled(folder))
                Install(folder);
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    // npm writes its copy of the lock file last, so that an interrupted installation is not taken for a whole one.
    private static bool AreInstalled(string folder)
    {
        var marker = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(marker) && File.GetLastWriteTimeUtc(marker) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
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

    private static void Install(string folder)
    {
        var result = NodeProcess.RunAsync(NodeProcess.Npm("ci", "--prefix", folder)).GetAwaiter().GetResult();
        if (result is not { ExitCode: 0 })
            throw new InvalidOperationException($"`npm ci` failed in {folder}:\n{result?.Output}\n{result?.Errors}");
    }
}
