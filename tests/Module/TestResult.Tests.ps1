#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The counts of the closing line, from files as the runners write them.

BeforeAll {
    Import-Module "$PSScriptRoot/../TestResult.psm1"
    $trx = @'
<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
  <UnitTestResult testName="a" outcome="Passed"><Output><StdOut>words</StdOut></Output></UnitTestResult>
  <UnitTestResult testName="b" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>
  <UnitTestResult testName="c" outcome="Timeout" />
  <UnitTestResult testName="d" outcome="NotExecuted"><Output><ErrorInfo><Message>node is not on the PATH.</Message></ErrorInfo></Output></UnitTestResult>
  <UnitTestResult testName="e" outcome="NotExecuted"><Output><ErrorInfo><Message>node is not on the PATH.</Message></ErrorInfo></Output></UnitTestResult>
</Results><ResultSummary><Counters total="5" passed="99" /></ResultSummary></TestRun>
'@
    $nunit = @'
<test-run result="Failed" total="6"><test-suite><properties><property name="_TYPE" value="Describe" /></properties>
  <test-case name="a" result="Passed" />
  <test-case name="b" result="Failed"><failure><message>no</message></failure></test-case>
  <test-suite><properties><property name="_TYPE" value="Describe" /><property name="Category" value="no vault" /></properties>
    <test-suite><properties><property name="_TYPE" value="Context" /></properties><test-case name="c" result="Skipped" /></test-suite>
  </test-suite>
  <test-case name="d" result="Skipped"><properties><property name="Category" value="no pipe" /></properties></test-case>
  <test-case name="e" result="Skipped"><reason><message>is skipped, because of that</message></reason></test-case>
  <test-case name="f" result="Skipped" />
</test-suite></test-run>
'@
}

Describe 'The counts' {
    BeforeEach {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item -ItemType Directory $folder
    }

    It 'are those of `dotnet test`, each test by its own outcome' {
        Set-Content "$folder/a.trx" $trx
        $count = Get-TestCount $folder
        "$($count.Passed) $($count.Failed) $($count.Skipped)" | Should -Be '1 2 2'
        Write-TestCount $count 6>&1 | ForEach-Object { "$_" } | Should -Be '2 skipped: node is not on the PATH.', '1 passed, 2 failed, 2 skipped'
    }

    It 'are those of Pester, with the reason from the test or its group' {
        Set-Content "$folder/b.xml" $nunit
        Write-TestCount (Get-TestCount $folder) 6>&1 | ForEach-Object { "$_" } |
            Should -Be '1 skipped: no reason is given', '1 skipped: is skipped, because of that', '1 skipped: no pipe', '1 skipped: no vault', '1 passed, 1 failed, 4 skipped'
    }

    It 'are added up over files' {
        Set-Content "$folder/a.trx" $trx
        Set-Content "$folder/b.xml" $nunit
        Set-Content "$folder/c.xml" $nunit
        Write-TestCount (Get-TestCount $folder) 6>&1 | Select-Object -Last 1 | Should -Be '3 passed, 4 failed, 10 skipped'
    }

    It 'are zero without a file' { Write-TestCount (Get-TestCount $folder) 6>&1 | ForEach-Object { "$_" } | Should -Be '0 passed, 0 failed, 0 skipped' }
}
