using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Time;
using RfaAuth.Input;

namespace RfaAuth.Secrets;

/// <summary>
/// Runs the cmdlets of Microsoft.PowerShell.SecretManagement. They are looked up in the caller's runspace when they are needed, because most
/// sessions do not need them. They run in their own runspace and thread. There the output of a vault's extension cannot reach the caller's
/// streams or $Error, and the caller's preferences and defaults cannot change a call. SecretManagement cannot stop a vault that hangs. On its own
/// thread such a vault blocks nobody.
/// </summary>
internal sealed class SecretManagement : IDisposable
{
    private const string ModuleName = "Microsoft.PowerShell.SecretManagement";

    private static readonly Version s_firstVersion = new(1, 0);
    private static readonly TimeSpan s_longestCall = TimeSpan.FromSeconds(30);

    // The time in which somebody types the vault's password.
    private static readonly TimeSpan s_longestAsking = TimeSpan.FromSeconds(60);

    // SecretManagement runs all extensions in one runspace of the process, one call at a time.
    private static readonly SemaphoreSlim s_turn = new(1, 1);

    private readonly object _gate = new();
    private readonly string _modulePath;
    private readonly PSHost? _host;
    private Runspace? _runspace;

    private SecretManagement(string modulePath, PSHost? host)
    {
        _modulePath = modulePath;
        _host = host;
    }

    /// <summary>Looks for the module on behalf of a cmdlet. Call it on the pipeline thread. No vault is opened.</summary>
    /// <exception cref="RfaException">SecretManagementRequired.</exception>
    public static SecretManagement Find(PSCmdlet cmdlet)
    {
        var module = cmdlet.InvokeCommand.GetCommand($"{ModuleName}\\Get-Secret", CommandTypes.Cmdlet)?.Module
            ?? throw new RfaException(ErrorCodes.SecretManagementRequired, $"Secrets are kept by the module {ModuleName}, which is not installed here.");
        if (module.Version < s_firstVersion)
            throw new RfaException(ErrorCodes.SecretManagementRequired, $"{ModuleName} {module.Version} is too old: {s_firstVersion} or later is needed.");
        // A vault may ask for its password if the host has a user.
        return new SecretManagement(module.Path, HostInteraction.CanPrompt(cmdlet.Host) ? cmdlet.Host : null);
    }

    /// <summary>Runs one cmdlet.</summary>
    /// <param name="command">The cmdlet's name, with its module's name if it is not from SecretManagement.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Ends the wait. The vault goes on until it is done.</param>
    /// <returns>The output and errors of the cmdlet.</returns>
    /// <exception cref="RfaException">VaultLocked, VaultNotFound, VaultFailed.</exception>
    public async Task<VaultAnswer> InvokeAsync(
        string command, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        using var deadline = SystemClock.Instance.CreateCancellationTokenSource(_host is null ? s_longestCall : s_longestAsking);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = both.Token.Register(() => ended.TrySetResult(true));
        var call = RunAsync(command, parameters, both.Token);
        var first = await Task.WhenAny(call, ended.Task).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        // A cancelled call waited in vain for the call before it. That is a timeout as well.
        if (first == call && !call.IsCanceled)
            return await call.ConfigureAwait(false);
        // Nobody waits for the call any more, so observe its exception.
        _ = call.WhenEndedAsync();
        throw new RfaException(ErrorCodes.VaultFailed, $"{command} did not end within {(_host is null ? s_longestCall : s_longestAsking).TotalSeconds} seconds.")
        {
            IsRetryable = true,
        };
    }

    /// <summary>Closes the runspace; the next call opens another.</summary>
    public void Dispose()
    {
        Runspace? runspace;
        lock (_gate)
        {
            runspace = _runspace;
            _runspace = null;
        }

        // Do not close it on this thread: closing waits for a call that runs in the runspace.
        if (runspace is not null)
            _ = Task.Run(runspace.Dispose);
    }

    private async Task<VaultAnswer> RunAsync(string command, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await s_turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(
                () => Run(command, parameters), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            s_turn.Release();
        }
    }

    private VaultAnswer Run(string command, IReadOnlyDictionary<string, object?> parameters)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = OpenRunspace();
        shell.AddCommand(command.Contains("\\") ? command : $"{ModuleName}\\{command}");
        foreach (var parameter in parameters)
            shell.AddParameter(parameter.Key, parameter.Value);
        Collection<PSObject> output = [];
        Exception? exception = null;
        try
        {
            output = shell.Invoke();
        }
        catch (Exception thrown) when (thrown is RuntimeException or InvalidRunspaceStateException or InvalidOperationException)
        {
            // The last two exceptions mean that the runspace was closed just now, because its session ended.
            exception = thrown;
        }

        var wasStopped = shell.InvocationStateInfo.State is PSInvocationState.Stopped or PSInvocationState.Stopping;
        return new VaultAnswer([.. output.Select(PSObjects.Unwrap)], [.. shell.Streams.Error], exception, wasStopped);
    }

    private Runspace OpenRunspace()
    {
        lock (_gate)
        {
            if (_runspace?.RunspaceStateInfo.State == RunspaceState.Opened)
                return _runspace;
            var state = InitialSessionState.CreateDefault2();
            state.ImportPSModule([_modulePath]);
            var runspace = _host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(_host, state);
            runspace.Open();
            return _runspace = runspace;
        }
    }
}
