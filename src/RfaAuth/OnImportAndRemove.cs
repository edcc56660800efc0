using RfaAuth.State;

namespace RfaAuth;

/// <summary>Disconnects the sessions of the runspace when Remove-Module removes the module. Nothing is done on import.</summary>
public sealed class OnImportAndRemove : IModuleAssemblyCleanup
{
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionTable.Current.DisconnectAll();
        SchemaCache.Clear();
    }
}
