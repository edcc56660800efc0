using RfaAuth.Commands;
using RfaAuth.State;

namespace RfaAuth;

/// <summary>Begins the warm-up when the module is imported, and disconnects the sessions of the runspace when it is removed.</summary>
public sealed class OnImportAndRemove : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public void OnImport() => WarmUp.Begin();

    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        RunspaceSessions.Current.DisconnectAll();
        SchemaCache.Clear();
    }
}
